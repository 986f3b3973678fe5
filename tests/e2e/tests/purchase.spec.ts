import { Seller } from '../support/seller.ts'
import { expect, test } from '../support/shop.ts'
import { SHIRT, Shopper } from '../support/shopper.ts'

let seller: Seller

test.beforeAll(async ({ shop }) => {
  seller = await Seller.of(shop, 'nna-mx')
})
test.afterAll(() => seller.leave())

test('a guest buys an imported product, signs up on the way and follows the order', async ({ page }) => {
  const shopper = new Shopper(page)
  await shopper.findShirt()
  await shopper.chooseShirt()
  await shopper.addToCart()
  const amount = await shopper.signUpAndPay()
  await shopper.approve()
  await expect(page.getByText(`We have received ${amount}.`)).toBeVisible()
  await expect(page.getByRole('link', { name: 'Cart, empty' })).toBeVisible()

  const order = await shopper.openOrder()
  await expect(page.getByText(SHIRT)).toBeVisible()
  await expect(shopper.doneSteps).toContainText(['Ordered', 'Paid'])
  await shopper.expectUnread(2)

  // From here on nobody touches the page.
  await seller.confirm(order)
  await expect(shopper.doneSteps).toContainText(['Ordered', 'Paid', 'Confirmed by the seller'])
  await shopper.expectUnread(3)
  await seller.ship(order, 'Correos', 'MX-42')
  await expect(shopper.doneSteps).toHaveCount(4)
  await expect(page.getByText('Tracking code MX-42', { exact: true })).toBeVisible()
  await shopper.expectUnread(4)
  await seller.deliver(order)
  await expect(shopper.doneSteps).toContainText(['Ordered', 'Paid', 'Confirmed by the seller', 'Shipped', 'Delivered'])
  await shopper.expectUnread(5)

  await page.getByRole('link', { name: 'Notifications, 5 new' }).click()
  await expect(page.getByRole('main').getByText(/on its way with Correos, tracking code MX-42/)).toBeVisible()
  await page.getByRole('button', { name: 'Mark all as read' }).click()
  await shopper.expectUnread(0)
  await page.reload()
  await shopper.expectUnread(0)
})

test('the buy button stays in reach while one reads on', async ({ page }) => {
  const shopper = new Shopper(page)
  await shopper.findShirt()
  await shopper.chooseShirt()
  // Far enough that the button beside the options is gone from a phone's screen.
  await page.getByRole('heading', { name: 'Specifications' }).evaluate((heading) => heading.scrollIntoView())
  const button = page.getByRole('button', { name: 'Add to cart' }).last()
  await expect(button).toBeInViewport({ ratio: 1 })
  await button.click()
  await expect(page.getByRole('link', { name: 'Cart, 1 item', exact: true })).toBeVisible()
})
