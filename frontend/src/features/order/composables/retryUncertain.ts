import { toProblem } from '@/api/problem'

const PAUSES_MS = [1000, 2000, 4000]

/**
 * Asks again while nobody knows whether the request had its effect. Only for requests that carry an
 * idempotency key.
 */
export async function retryUncertain<T>(
  ask: () => Promise<T>,
  pause: (milliseconds: number) => Promise<void> = sleep,
): Promise<T> {
  for (const milliseconds of PAUSES_MS) {
    try {
      return await ask()
    } catch (error) {
      const problem = toProblem(error)
      if (!problem.isUncertain) throw problem
      await pause(milliseconds)
    }
  }
  return ask()
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
