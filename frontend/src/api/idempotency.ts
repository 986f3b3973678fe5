/**
 * One Idempotency-Key per attempt. The same body sent again (double click, reload, lost connection)
 * travels with the same key; another body, or a settled attempt, gets a new one. Kept per tab, so that
 * a reload does not forget it.
 */
interface Attempt {
  key: string
  fingerprint: string
}

export class IdempotentAttempt {
  constructor(
    private readonly scope: string,
    private readonly storage: Storage = sessionStorage,
    private readonly newKey: () => string = () => crypto.randomUUID(),
  ) {}

  keyFor(body: unknown): string {
    const fingerprint = JSON.stringify(body)
    const open = this.read()
    if (open?.fingerprint === fingerprint) return open.key
    const attempt = { key: this.newKey(), fingerprint }
    this.storage.setItem(this.slot, JSON.stringify(attempt))
    return attempt.key
  }

  /** The body of an attempt whose answer never came, to be asked about after a reload. */
  unsettled(): { key: string; body: unknown } | null {
    const open = this.read()
    return open ? { key: open.key, body: JSON.parse(open.fingerprint) as unknown } : null
  }

  settle(): void {
    this.storage.removeItem(this.slot)
  }

  private get slot(): string {
    return `tradepost.attempt.${this.scope}`
  }

  private read(): Attempt | null {
    const stored = this.storage.getItem(this.slot)
    return stored === null ? null : (JSON.parse(stored) as Attempt)
  }
}
