import { isAxiosError } from 'axios'
import type { FieldProblem, Problem } from './generated'

export type FieldError = FieldProblem

/** As the server writes it, beside `insufficient_stock` with its extension; a proxy may write less of it. */
type ProblemBody = Pick<Problem, 'code'> & Partial<Problem> & { available?: number }

/** What the server refused, or that it could not be reached (`network`). */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'

  constructor(
    readonly status: number,
    readonly code: string,
    readonly errors: readonly FieldError[] = [],
    readonly detail: string | null = null,
    readonly requestId: string | null = null,
    /** Pieces left, beside `insufficient_stock`. */
    readonly available: number | null = null,
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(detail ?? code)
  }

  /** Whether the request may have had its effect although no answer came. */
  get isUncertain(): boolean {
    return this.status === 0 || this.status >= 500
  }
}

export function toProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error
  if (!isAxiosError<unknown>(error)) return new ApiProblem(0, 'unexpected')
  if (error.code === 'ERR_CANCELED') return new ApiProblem(0, 'cancelled')
  if (!error.response) return new ApiProblem(0, 'network')
  const { status, data, headers } = error.response
  if (!isProblemBody(data)) return new ApiProblem(status, status >= 500 ? 'internal' : 'unexpected')
  const retryAfter = Number(headers['retry-after'])
  return new ApiProblem(
    status,
    data.code,
    data.errors ?? [],
    data.detail ?? data.title ?? null,
    data.request_id ?? null,
    data.available ?? null,
    Number.isFinite(retryAfter) ? retryAfter : null,
  )
}

export function isProblem(error: unknown, code: string): error is ApiProblem {
  return error instanceof ApiProblem && error.code === code
}

function isProblemBody(data: unknown): data is ProblemBody {
  return typeof data === 'object' && data !== null && 'code' in data && typeof data.code === 'string'
}
