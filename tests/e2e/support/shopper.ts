import { randomUUID } from 'node:crypto'

import { type Locator, type Page } from '@playwright/test'

import { expect } from './shop.ts'

/** An imported product with eight variants, of each of which there are only three pieces. */
export const SHIRT = 'Camisa de mezclilla retro para mujer'
const VARIANTS = ['Azul vaquero', 'Negro'].flatMap((colour) => ['S', 'M', 'L', 'XL'].map((size) => ({ colour, size })))
let shoppers = 0

/** A person at the shop's pages, who reads labels and presses buttons. */
export class Shopper {
  readonly email = `shopper-${randomUUID()}@example.com`
  readonly page: Page
  /** Each takes another one, so that nobody finds it sold out by the one before. */
  readonly #wanted = VARIANTS[shoppers++ % VARIANTS.length] ?? VARIANTS[0]!

  constructor(page: Page) {
    this.page = page
  }

  async search(words: string): Promise<void> {
    const box = this.page.getByRole('combobox', { name: 'Search the shop' })
    await box.fill(words)
    await box.press('Enter')
    await expect(this.page).toHaveURL(/\/search\?q=/)
  }

  /** What a listing shows. */
  get products(): Locator {
    return this.page.getByRole('region', { name: 'Products', exact: true }).getByRole('article')
  }

  /** From the home page to the shirt's own page by searching for it. */
  async findShirt(): Promise<void> {
    await this.page.goto('/')
    await this.search('camisa mezclilla')
    await this.page.getByRole('link', { name: SHIRT }).first().click()
    await expect(this.page.getByRole('heading', { level: 1, name: SHIRT })).toBeVisible()
  }

  async chooseShirt(): Promise<void> {
    await this.choose('Color', this.#wanted.colour)
    await this.choose('Tamaño', this.#wanted.size)
  }

  async choose(group: string, value: string): Promise<void> {
    const options = this.page.getByRole('group', { name: group })
    await options.getByText(value, { exact: true }).click()
    await expect(options.getByRole('radio', { name: value, exact: true })).toBeChecked()
  }

  async addToCart(): Promise<void> {
    await this.page.getByRole('button', { name: 'Add to cart' }).first().click()
    await expect(this.page.getByRole('link', { name: 'Cart, 1 item', exact: true })).toBeVisible()
  }

  async openCart(): Promise<void> {
    await this.page.getByRole('link', { name: /^Cart, / }).click()
    await expect(this.page.getByRole('heading', { level: 1, name: 'Cart' })).toBeVisible()
  }

  async openCheckout(): Promise<void> {
    await this.page.getByRole('link', { name: 'Check out' }).click()
    await expect(this.page.getByRole('heading', { level: 1, name: 'Checkout' })).toBeVisible()
  }

  async fillSignUp(): Promise<void> {
    await this.page.getByLabel('E-mail address').fill(this.email)
    await this.page.getByLabel('Choose a password').fill('correct horse battery')
  }

  async fillAddress(): Promise<void> {
    const { page } = this
    await page.getByLabel('Full name').fill('Ada Lovelace')
    await page.getByLabel('Phone').fill('+1 555 010 0199')
    await page.getByLabel('Country').selectOption('US')
    await page.getByLabel('Street and number').fill('12 Analytical Way')
    await page.getByLabel('Postal code').fill('94110')
    await page.getByLabel('City').fill('San Francisco')
    await page.getByLabel('State or region').fill('California')
  }

  get payButton(): Locator {
    return this.page.getByRole('button', { name: /^Pay / })
  }

  /** Presses the button with the amount, and gives the amount that the payment page asks for. */
  async pay(): Promise<string> {
    const named = await this.payButton.innerText()
    const amount = /^Pay (\S+ [A-Z]{3})$/.exec(named.trim())?.[1]
    expect(amount, `the button says what it takes: ${named}`).toBeDefined()
    await this.payButton.click()
    await expect(this.page).toHaveURL(/\/sandbox\/payments\//)
    await expect(this.page.getByRole('heading', { level: 1, name: /^Pay / })).toBeVisible()
    return amount ?? ''
  }

  /** With the shirt in the cart, up to the payment page. */
  async signUpAndPay(): Promise<string> {
    await this.openCart()
    await this.openCheckout()
    await this.fillSignUp()
    await this.fillAddress()
    return this.pay()
  }

  async approve(): Promise<void> {
    await this.page.getByRole('button', { name: 'Approve' }).click()
    await expect(this.page.getByRole('heading', { level: 1, name: 'Thank you, it is paid' })).toBeVisible()
  }

  /** From the result page; gives the order's id. */
  async openOrder(): Promise<string> {
    await this.page.getByRole('link', { name: /^Order / }).click()
    await expect(this.page).toHaveURL(/\/orders\/ord_/)
    await expect(this.page.getByRole('heading', { level: 1, name: /^Order / })).toBeVisible()
    return /ord_[0-9a-z]+/.exec(this.page.url())?.[0] ?? ''
  }

  /** The steps that are done, in order. */
  get doneSteps(): Locator {
    const steps = this.page.getByRole('list', { name: 'Progress' }).getByRole('listitem')
    return steps.filter({ has: this.page.getByRole('time') })
  }

  async expectUnread(count: number): Promise<void> {
    const label = count === 0 ? 'Notifications, none new' : `Notifications, ${count} new`
    await expect(this.page.getByRole('link', { name: label, exact: true })).toBeVisible()
  }
}
