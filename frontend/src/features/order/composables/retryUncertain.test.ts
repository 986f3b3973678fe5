import { describe, expect, it } from 'vitest'
import { ApiProblem } from '@/api/problem'
import { retryUncertain } from './retryUncertain'

const lost = new ApiProblem(0, 'network')
const refused = new ApiProblem(409, 'insufficient_stock')

async function run(...answers: (string | ApiProblem)[]): Promise<{ result: unknown; pauses: number[]; left: number }> {
  const pauses: number[] = []
  const result = await retryUncertain(
    () => {
      const answer = answers.shift()
      return answer instanceof ApiProblem ? Promise.reject(answer) : Promise.resolve(answer)
    },
    (milliseconds) => {
      pauses.push(milliseconds)
      return Promise.resolve()
    },
  ).catch((error: unknown) => error)
  return { result, pauses, left: answers.length }
}

describe('asking again', () => {
  it('happens while the line is lost, ever slower', async () => {
    expect(await run(lost, lost, 'placed')).toEqual({ result: 'placed', pauses: [1000, 2000], left: 0 })
  })

  it('does not happen after a refusal', async () => {
    expect(await run(refused, 'placed')).toEqual({ result: refused, pauses: [], left: 1 })
  })

  it('gives up after four times', async () => {
    expect(await run(lost, lost, lost, lost, 'late')).toEqual({ result: lost, pauses: [1000, 2000, 4000], left: 1 })
  })
})
