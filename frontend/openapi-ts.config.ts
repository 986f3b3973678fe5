import { defineConfig } from '@hey-api/openapi-ts'

export default defineConfig({
  input: './openapi.json',
  output: { path: 'src/api/generated', lint: null, format: null },
  plugins: [
    '@hey-api/typescript',
    '@hey-api/sdk',
    { name: '@hey-api/client-axios', throwOnError: true, runtimeConfigPath: '../client' },
  ],
})
