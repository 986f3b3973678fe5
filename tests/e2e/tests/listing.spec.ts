import { type Page } from '@playwright/test'

import { expect, test } from '../support/shop.ts'

/** On a phone the filters are in a drawer that is closed to see the products. */
async function filter(page: Page, group: string, value: string): Promise<void> {
  const opener = page.getByRole('button', { name: /^Filters/ })
  const isPhone = await opener.isVisible()
  if (isPhone) await opener.click()
  const answered = page.waitForResponse((response) => response.url().includes('/api/product/public/products?'))
  await page.getByRole('group', { name: group }).getByLabel(value).click()
  await answered
  if (isPhone)
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Show / })
      .click()
}

const results = (page: Page) => page.getByRole('region', { name: 'Products', exact: true })
const tiles = (page: Page) => results(page).getByRole('article')

test('filters live in the address bar: back, forward, reload and a shared link all know them', async ({ page }) => {
  await page.goto('/search')
  await expect(results(page).getByText('12 products', { exact: true }).first()).toBeVisible()

  await filter(page, 'Color', 'Negro')
  await expect(page).toHaveURL(/option=Color(:|%3A)Negro/)
  await expect(results(page).getByText('1 product', { exact: true }).first()).toBeVisible()
  await expect(tiles(page)).toHaveCount(1)

  await filter(page, 'Tamaño', 'XL')
  await expect(page).toHaveURL(/option=Tama/)
  const shared = page.url()
  await expect(page.getByRole('button', { name: /^Remove filter: / })).toHaveCount(2)

  await page.goBack()
  await expect(page.getByRole('button', { name: /^Remove filter: / })).toHaveCount(1)
  await page.goBack()
  await expect(results(page).getByText('12 products', { exact: true }).first()).toBeVisible()
  await expect(tiles(page)).toHaveCount(12)
  await page.goForward()
  await page.goForward()
  await expect(page).toHaveURL(shared)
  await expect(page.getByRole('button', { name: /^Remove filter: / })).toHaveCount(2)

  await page.reload()
  await expect(tiles(page)).toHaveCount(1)
  await page.getByRole('button', { name: /^Remove filter: .*Negro/ }).click()
  await expect(page).not.toHaveURL(/Negro/)
})

test('the order of the products follows the sort', async ({ page }) => {
  await page.goto('/search')
  await page.getByLabel('Sort by').selectOption('price_asc')
  await expect(page).toHaveURL(/sort=price_asc/)
  await expect(tiles(page).first()).toContainText('Cermin meja lipat')
  await page.getByLabel('Sort by').selectOption('price_desc')
  await expect(tiles(page).first()).toContainText('Camisa de mezclilla')
})

test('a misspelt word still finds, and says what it looked for', async ({ page }) => {
  await page.goto('/')
  const box = page.getByRole('combobox', { name: 'Search the shop' })
  await box.fill('mezclila')
  await box.press('Enter')
  await expect(page.getByRole('link', { name: /Camisa de mezclilla/ }).first()).toBeVisible()
})

test('what nobody sells is said honestly', async ({ page }) => {
  await page.goto('/search?q=zzyzx')
  await expect(page.getByRole('heading', { name: 'Nothing found for “zzyzx”' })).toBeVisible()
})

test('suggestions lead straight to a product', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('combobox', { name: 'Search the shop' }).fill('lamp')
  await page.getByRole('option', { name: /Lampu meja LED/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: /Lampu meja LED/ })).toBeVisible()
})
