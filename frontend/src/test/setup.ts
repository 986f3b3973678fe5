import { config } from '@vue/test-utils'
import { createLocales } from '@/app/i18n'

config.global.plugins = [createLocales()]
