import { expect, test } from '../support/shop.ts'
import { Shopper } from '../support/shopper.ts'

test('a declined payment is tried again and goes through', async ({ page }) => {
  const shopper = new Shopper(page)
  await shopper.findShirt()
  await shopper.chooseShirt()
  await shopper.addToCart()
  const amount = await shopper.signUpAndPay()
  await page.getByRole('button', { name: 'Decline' }).click()

  await expect(page.getByRole('heading', { level: 1, name: 'The payment was declined' })).toBeVisible()
  await expect(page.getByText(/^We keep your items for /)).toBeVisible()
  await page.getByRole('button', { name: `Try again: pay ${amount}` }).click()
  await expect(page).toHaveURL(/\/sandbox\/payments\//)
  await shopper.approve()

  await page.getByRole('link', { name: 'Follow my orders' }).click()
  await expect(page.getByRole('link', { name: /^Order / })).toHaveCount(1)
  await expect(page.getByRole('article').getByText('Paid')).toBeVisible()
})

test('a reload of the half-filled checkout loses nothing', async ({ page }) => {
  const shopper = new Shopper(page)
  await shopper.findShirt()
  await shopper.chooseShirt()
  await shopper.addToCart()
  await shopper.openCart()
  await shopper.openCheckout()
  await shopper.fillSignUp()
  await shopper.fillAddress()
  await page.reload()
  await expect(page.getByLabel('E-mail address')).toHaveValue(shopper.email)
  await expect(page.getByLabel('Street and number')).toHaveValue('12 Analytical Way')
  // A password is not kept anywhere, and its field says so when leaving without it.
  await shopper.payButton.click()
  await expect(page.getByLabel('Choose a password')).toBeFocused()
})

test('without choosing a variant nothing is bought, and the open choice is named', async ({ page }) => {
  const shopper = new Shopper(page)
  await shopper.findShirt()
  await page.getByRole('button', { name: 'Add to cart' }).first().click()
  await expect(page.getByRole('alert')).toHaveText('Choose: Color')
  await expect(page.getByRole('link', { name: 'Cart, empty' })).toBeVisible()
})
