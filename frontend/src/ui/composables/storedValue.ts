/** A value that the browser keeps. Storage may be full, forbidden or hold something else: then the fallback. */
export function storedValue<T>(name: string, fallback: T, storage: () => Storage = () => localStorage) {
  const key = `tradepost.${name}`
  return {
    read(): T {
      try {
        const text = storage().getItem(key)
        return text === null ? fallback : (JSON.parse(text) as T)
      } catch {
        return fallback
      }
    },
    write(value: T): void {
      try {
        storage().setItem(key, JSON.stringify(value))
      } catch {
        // Kept for this page only.
      }
    },
    clear(): void {
      try {
        storage().removeItem(key)
      } catch {
        // Nothing was kept.
      }
    },
  }
}
