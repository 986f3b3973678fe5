import { fileURLToPath, URL } from 'node:url'
import vue from '@vitejs/plugin-vue'
import elementPlus from 'unplugin-element-plus/vite'
import { defineConfig } from 'vitest/config'
import { compress } from './build/compress.ts'

const backend = process.env.TRADEPOST_BACKEND ?? 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [vue(), elementPlus({}), compress()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  define: { __VUE_OPTIONS_API__: 'false', __VUE_I18N_LEGACY_API__: 'false', __INTLIFY_PROD_DEVTOOLS__: 'false' },
  server: {
    proxy: Object.fromEntries(
      ['/api', '/media', '/sandbox', '/socket.io'].map((path) => [
        path,
        { target: backend, ws: path === '/socket.io' },
      ]),
    ),
  },
  build: {
    target: 'es2022',
    // The policy of the served page allows no data: scripts or fonts, and a file is cached by its hash.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        advancedChunks: {
          groups: [
            { name: 'vue', test: /node_modules\/(@vue|vue|vue-router|pinia)\// },
            { name: 'i18n', test: /node_modules\/(@intlify|vue-i18n)\// },
            // What every page needs; forms and dialogs bring the component library and stay apart.
            { name: 'shop', test: /\/src\/(api|ui)\/(?!components\/Ui(TextField|Drawer|Confirm)\.)/ },
            { name: 'realtime', test: /node_modules\/(socket\.io|engine\.io)/ },
          ],
        },
      },
    },
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.ts'],
    setupFiles: ['src/test/setup.ts'],
    restoreMocks: true,
    server: { deps: { inline: ['element-plus'] } },
  },
})
