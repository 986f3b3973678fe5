import { atLeast, atMost, required } from '@/ui/composables/rules'

export const PASSWORD_MIN = 8

export const newPasswordRules = [required('fields.password_required'), atLeast(PASSWORD_MIN), atMost(128)]
