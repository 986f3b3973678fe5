import { computed, ref, watch, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Money, Product } from '@/api/types'
import { isProblem, toProblem } from '@/api/problem'
import { cartPage, useCart } from '@/features/order'
import { toast } from '@/ui/composables/toasts'
import { useProblemText } from '@/ui/composables/useProblemText'
import { chosenVariant, choose, initialSelection, matching, type Selection } from './variantMatrix'

/** Choosing a variant of a product and putting it into the cart. */
export function useBuying(product: Ref<Product | null>, wantedVariant: () => string | null) {
  const { t } = useI18n()
  const say = useProblemText()
  const cart = useCart()

  const selection = ref<Selection>({})
  const quantity = ref(1)
  const missing = ref<string | null>(null)
  const isAdding = ref(false)
  const failure = ref<string | null>(null)

  const groups = computed(() => product.value?.option_groups ?? [])
  const variants = computed(() => product.value?.variants ?? [])
  const variant = computed(() => chosenVariant(groups.value, variants.value, selection.value))
  const candidates = computed(() => matching(variants.value, selection.value))

  watch(
    product,
    (loaded) => {
      selection.value = loaded ? initialSelection(loaded.option_groups, loaded.variants, wantedVariant()) : {}
      quantity.value = 1
      missing.value = null
      failure.value = null
    },
    { immediate: true },
  )

  /** Of the chosen variant; the lowest of what is still possible before. */
  const price = computed<Money | null>(() => variant.value?.price ?? prices.value[0] ?? null)
  const priceMax = computed<Money | null>(() => (variant.value ? null : (prices.value.at(-1) ?? null)))
  const prices = computed(() => candidates.value.map((one) => one.price).sort((a, b) => a.amount - b.amount))

  const available = computed(() =>
    variant.value ? variant.value.available : Math.max(0, ...candidates.value.map((one) => one.available)),
  )

  const pictureId = computed(() => {
    if (variant.value) return variant.value.image_id
    const pictures = new Set(candidates.value.map((one) => one.image_id))
    return pictures.size === 1 ? ([...pictures][0] ?? null) : null
  })

  function pick(group: string, value: string): void {
    selection.value = choose(groups.value, variants.value, selection.value, group, value)
    missing.value = null
    failure.value = null
    quantity.value = Math.max(1, Math.min(quantity.value, available.value))
  }

  async function add(): Promise<void> {
    const chosen = variant.value
    if (!chosen) {
      missing.value = groups.value.find((group) => selection.value[group.name] === undefined)?.name ?? null
      return
    }
    if (isAdding.value) return
    isAdding.value = true
    failure.value = null
    try {
      await cart.add(chosen.id, quantity.value)
      toast(t('product.added', { title: product.value?.title ?? '' }), {
        link: { label: t('product.to_cart'), to: cartPage() },
      })
    } catch (error) {
      const problem = toProblem(error)
      failure.value = isProblem(problem, 'insufficient_stock')
        ? t('product.not_enough', problem.available ?? chosen.available)
        : say(problem)
    } finally {
      isAdding.value = false
    }
  }

  return { selection, quantity, missing, isAdding, failure, variant, price, priceMax, available, pictureId, pick, add }
}

export type Buying = ReturnType<typeof useBuying>
