import { useI18n } from 'vue-i18n'
import type { ApiProblem } from '@/api/problem'

/** What went wrong, as a sentence in the shopper's language. */
export function useProblemText(): (problem: ApiProblem) => string {
  const i18n = useI18n()
  return (problem) => {
    const known = `problems.${problem.code}`
    if (i18n.te(known)) return i18n.t(known, { available: problem.available ?? 0 })
    if (problem.status >= 500) return i18n.t('problems.internal')
    return problem.detail ?? i18n.t('problems.unexpected')
  }
}
