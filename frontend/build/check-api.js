// Fails when the committed client is not what openapi.json gives.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const COMMITTED = 'src/api/generated'

function filesOf(root) {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return new Map(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name)
      return [path.slice(root.length + 1), readFileSync(path, 'utf8')]
    }),
  )
}

const fresh = mkdtempSync(join(tmpdir(), 'tradepost-api-'))
try {
  execFileSync('npx', ['openapi-ts', '--output', fresh, '--silent'], { stdio: 'inherit' })
  const expected = filesOf(fresh)
  const committed = filesOf(COMMITTED)
  const names = new Set([...expected.keys(), ...committed.keys()])
  const stale = [...names].filter((name) => expected.get(name) !== committed.get(name))
  if (stale.length > 0) {
    process.stderr.write(`Stale: ${stale.join(', ')}\nRun npm run api:generate and commit ${COMMITTED}.\n`)
    process.exitCode = 1
  }
} finally {
  rmSync(fresh, { recursive: true })
}
