import type { CreateClientConfig } from './generated/client.gen'
import { http } from './http'

/** The generated client sends everything through `http`, which knows the session and speaks in problems. */
export const createClientConfig: CreateClientConfig = (config) => ({ ...config, axios: http })
