import { AxiosError, AxiosHeaders, CanceledError } from 'axios'
import { describe, expect, it } from 'vitest'
import { toProblem } from './problem'

function answered(status: number, data: unknown, headers: Record<string, string> = {}): AxiosError {
  const config = { headers: new AxiosHeaders() }
  return new AxiosError('refused', undefined, config, null, { status, data, headers, config, statusText: '' })
}

describe('a problem', () => {
  it('carries what the server says', () => {
    const problem = toProblem(
      answered(
        409,
        {
          type: 'about:blank',
          title: 'Conflict',
          status: 409,
          detail: 'Only 2 left.',
          code: 'insufficient_stock',
          request_id: 'req_1',
          errors: [{ field: 'quantity', code: 'too_many', message: 'Only 2 left.' }],
          available: 2,
        },
        { 'retry-after': '30' },
      ),
    )
    expect(problem).toMatchObject({
      status: 409,
      code: 'insufficient_stock',
      errors: [{ field: 'quantity', code: 'too_many', message: 'Only 2 left.' }],
      detail: 'Only 2 left.',
      requestId: 'req_1',
      available: 2,
      retryAfterSeconds: 30,
    })
    expect(problem.isUncertain).toBe(false)
  })

  it('is named also when no problem+json came', () => {
    expect(toProblem(answered(502, '<html>')).code).toBe('internal')
    expect(toProblem(answered(418, 'tea')).code).toBe('unexpected')
    expect(toProblem(new AxiosError('no line', 'ERR_NETWORK')).code).toBe('network')
    expect(toProblem(new CanceledError()).code).toBe('cancelled')
    expect(toProblem(new TypeError('x')).code).toBe('unexpected')
  })

  it('is uncertain when the request may have had its effect', () => {
    expect(toProblem(new AxiosError('no line', 'ERR_NETWORK')).isUncertain).toBe(true)
    expect(toProblem(answered(503, { code: 'unavailable' })).isUncertain).toBe(true)
    expect(toProblem(answered(422, { code: 'validation_failed' })).isUncertain).toBe(false)
  })
})
