import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

import { test as base } from '@playwright/test'

const root = join(import.meta.dirname, '../../..')
const program = process.env['TEST_TRADEPOST_BIN'] ?? join(root, 'target/debug/tradepost')
const fixtures = join(import.meta.dirname, '../fixtures')

/** The shop as a process, on data of its own: a catalogue that was imported from a marketplace's listings. */
export class Shop {
  readonly url: string
  readonly #child: ChildProcess
  readonly #data: string

  private constructor(url: string, child: ChildProcess, data: string) {
    this.url = url
    this.#child = child
    this.#data = data
  }

  static async open(env: Record<string, string> = {}): Promise<Shop> {
    accessSync(program)
    const data = mkdtempSync(join(tmpdir(), 'tradepost-e2e-'))
    const listings = join(fixtures, 'listings.csv')
    const rates = join(fixtures, 'rates.toml')
    const rejects = join(data, 'rejects.jsonl')
    execFileSync(
      program,
      ['import', 'listings', listings, '--currency', 'USD', '--rates', rates, '--rejects', rejects, '--data-dir', data],
      { cwd: data, stdio: ['ignore', 'ignore', 'inherit'] },
    )
    const child = spawn(program, ['serve', '--listen', '127.0.0.1:0', '--data-dir', data], {
      cwd: data,
      env: { ...process.env, TRADEPOST_LOG__FILTER: 'warn', ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    for await (const line of createInterface({ input: child.stdout })) {
      const url = /open\b.*(http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1]
      if (url) {
        child.stdout.resume()
        return new Shop(url, child, data)
      }
    }
    throw new Error('the shop did not open')
  }

  /** Runs another command of the program on the shop's data. */
  run(args: string[], input = ''): string {
    return execFileSync(program, [...args, '--data-dir', this.#data], { cwd: this.#data, input, encoding: 'utf8' })
  }

  async close(): Promise<void> {
    const ended = once(this.#child, 'exit')
    this.#child.kill('SIGTERM')
    await ended
    rmSync(this.#data, { recursive: true, force: true })
  }
}

/** Playwright's test with a running shop, one for all tests of a worker; relative addresses are the shop's. */
export const test = base.extend<object, { shop: Shop }>({
  shop: [
    // Playwright wants the first parameter destructured, though nothing is taken from it.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const shop = await Shop.open()
      await use(shop)
      await shop.close()
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ shop }, use) => {
    await use(shop.url)
  },
})

export { expect } from '@playwright/test'
