import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The Chromium to drive: `CHROMIUM`, or the first one on the PATH. */
export function findChromium(): string {
  const named = process.env['CHROMIUM']
  if (named) return named
  const names = ['chromium', 'chromium-browser', 'google-chrome']
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    for (const name of names) {
      const path = join(folder, name)
      try {
        accessSync(path, constants.X_OK)
        return path
      } catch {
        // Not here: look on.
      }
    }
  }
  throw new Error('The browser tests need Chromium: run deploy/scripts/install-chromium.sh')
}
