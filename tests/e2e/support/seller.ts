import { type APIRequestContext, request } from '@playwright/test'

import { type Shop, expect } from './shop.ts'

/** Who the listings were imported for: an account that the imported shop was given to, driven over HTTP. */
export class Seller {
  readonly #api: APIRequestContext

  private constructor(api: APIRequestContext) {
    this.#api = api
  }

  static async of(shop: Shop, slug: string): Promise<Seller> {
    const account = { email: `keeper-${slug}@example.com`, password: 'keeps the shop open', name: 'Shop Keeper' }
    const guest = await request.newContext({ baseURL: shop.url })
    await expect(await guest.post('/api/user/public/register', { data: account })).toBeOK()
    shop.run(['admin', 'assign-shop', '--shop', slug, '--email', account.email])
    // The token of the sign-up knows nothing of the shop yet.
    const { email, password } = account
    const signedIn = await guest.post('/api/user/public/login', { data: { email, password } })
    await expect(signedIn).toBeOK()
    const { access_token: token } = (await signedIn.json()) as { access_token: string }
    await guest.dispose()
    return new Seller(
      await request.newContext({ baseURL: shop.url, extraHTTPHeaders: { Authorization: `Bearer ${token}` } }),
    )
  }

  async confirm(orderId: string): Promise<void> {
    await this.#act(orderId, 'confirm')
  }

  async ship(orderId: string, carrier: string, trackingCode: string): Promise<void> {
    await this.#act(orderId, 'ship', { carrier, tracking_code: trackingCode })
  }

  async deliver(orderId: string): Promise<void> {
    await this.#act(orderId, 'deliver')
  }

  async leave(): Promise<void> {
    await this.#api.dispose()
  }

  async #act(orderId: string, what: string, data?: object): Promise<void> {
    const answer = await this.#api.post(`/api/order/seller/orders/${orderId}/${what}`, data ? { data } : {})
    await expect(answer).toBeOK()
  }
}
