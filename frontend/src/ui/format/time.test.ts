import { describe, expect, it } from 'vitest'
import { formatRelative, formatRemaining } from './time'

const NOW = Date.parse('2026-11-23T12:00:00Z')

describe('time', () => {
  it('says how long ago, and a date once that is long', () => {
    expect(formatRelative('2026-11-23T11:59:40Z', 'en', NOW)).toBe('this minute')
    expect(formatRelative('2026-11-23T11:55:00Z', 'en', NOW)).toBe('5 minutes ago')
    expect(formatRelative('2026-11-23T09:00:00Z', 'en', NOW)).toBe('3 hours ago')
    expect(formatRelative('2026-11-22T11:00:00Z', 'en', NOW)).toBe('yesterday')
    expect(formatRelative('2026-11-01T12:00:00Z', 'en', NOW)).toBe('Nov 1, 2026')
  })

  it('counts down and stops at nothing', () => {
    expect(formatRemaining(15 * 60_000)).toBe('15:00')
    expect(formatRemaining(65_400)).toBe('1:06')
    expect(formatRemaining(-1)).toBe('0:00')
  })
})
