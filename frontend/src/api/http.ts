import axios, { type AxiosError, type InternalAxiosRequestConfig } from 'axios'
import { toProblem } from './problem'
import { currentToken, freshToken, refreshSession } from './session'

declare module 'axios' {
  interface InternalAxiosRequestConfig {
    retriedAfterRefresh?: boolean
  }
}

export const http = axios.create({
  timeout: 20_000,
  // ?option=Color:Red&option=Size:M
  paramsSerializer: { indexes: null },
})

http.interceptors.request.use(async (config) => {
  const token = needsNoToken(config) ? currentToken() : await freshToken()
  if (token !== null) config.headers.set('Authorization', `Bearer ${token}`)
  return config
})

http.interceptors.response.use(
  (response) => response,
  async (error: AxiosError) => {
    const config = error.config
    if (config && shouldRetry(error, config)) {
      config.retriedAfterRefresh = true
      await refreshSession()
      return http.request(config)
    }
    throw toProblem(error)
  },
)

function needsNoToken(config: InternalAxiosRequestConfig): boolean {
  return config.url?.includes('/public/') ?? false
}

function shouldRetry(error: AxiosError, config: InternalAxiosRequestConfig): boolean {
  return (
    error.response?.status === 401 && !config.retriedAfterRefresh && !needsNoToken(config) && currentToken() !== null
  )
}
