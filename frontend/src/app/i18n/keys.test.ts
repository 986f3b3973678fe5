import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createLocales } from '.'

const SOURCE = join(import.meta.dirname, '../..')
const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((name) =>
  /(?<!\.test)\.(vue|ts)$/.test(name),
)
const locales = createLocales().global

/** Each `t('key')` and each `title: 'a.key'` of a route. */
function keysIn(text: string): string[] {
  return [...text.matchAll(/\bt\(\s*'([^']+)'|\b(?:key|title): '([a-z_]+\.[a-z_.]+)'/g)].map(
    ([, used, named]) => used ?? named ?? '',
  )
}

describe('every text', () => {
  const used = files.flatMap((name) => keysIn(readFileSync(join(SOURCE, name), 'utf8')).map((key) => ({ name, key })))

  it('is found in the sources', () => {
    expect(used.length).toBeGreaterThan(200)
  })

  it('is in the locale files', () => {
    expect(used.filter(({ key }) => !locales.te(key))).toEqual([])
  })
})
