import { AxeBuilder } from '@axe-core/playwright'
import { type Page } from '@playwright/test'

import { expect, test } from '../support/shop.ts'
import { Shopper } from '../support/shopper.ts'

async function expectNoViolations(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  const { violations } = await new AxeBuilder({ page }).analyze()
  const found = violations.map(({ id, help, nodes }) => ({ id, help, at: nodes.map((node) => node.target.join(' ')) }))
  expect(found, page.url()).toEqual([])
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`no page on the way to an order breaks a rule of accessibility, ${colorScheme}`, async ({ page }) => {
    // Many pages, each looked through whole.
    test.slow()
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const shopper = new Shopper(page)
    await page.goto('/')
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expectNoViolations(page)
    await shopper.search('camisa')
    await expect(shopper.products).toHaveCount(1)
    await expectNoViolations(page)
    await shopper.findShirt()
    await expectNoViolations(page)
    await shopper.chooseShirt()
    await shopper.addToCart()
    await shopper.openCart()
    await expectNoViolations(page)
    await shopper.openCheckout()
    await expectNoViolations(page)
    await shopper.fillSignUp()
    await shopper.fillAddress()
    await shopper.pay()
    await shopper.approve()
    await expectNoViolations(page)
    await shopper.openOrder()
    await expectNoViolations(page)
  })
}
