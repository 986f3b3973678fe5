import { hash, seeded } from '@/ui/format/hash'

export interface Drawing {
  ground: string
  far: string
  shapes: Shape[]
}

export type Shape =
  { kind: 'circle'; cx: number; cy: number; r: number; fill: string } | { kind: 'path'; d: string; fill: string }

/**
 * A quiet still life on a 100 × 100 grid, always the same for the same title. The title alone decides,
 * because a cart and an order know no category, and the picture there must be the one from the shelf.
 */
export function drawPlaceholder(title: string): Drawing {
  const seed = hash(title)
  const hue = seed % 360
  const random = seeded(seed)
  const between = (low: number, high: number) => Math.round((low + random() * (high - low)) * 10) / 10
  const tone = (shift: number, lightness: number, chroma: number) =>
    `oklch(${lightness} ${chroma} ${(hue + shift + 360) % 360})`

  const table = between(62, 72)
  const arrange = ARRANGEMENTS[Math.floor(random() * ARRANGEMENTS.length)] ?? vessels
  return {
    ground: tone(0, 0.93, 0.03),
    far: tone(between(-20, 20), 0.87, 0.05),
    shapes: [
      { kind: 'path', d: `M0 ${table}H100V100H0Z`, fill: tone(0, 0.86, 0.045) },
      ...arrange({ between, tone, table }),
    ],
  }
}

interface Studio {
  between: (low: number, high: number) => number
  tone: (shift: number, lightness: number, chroma: number) => string
  /** Height of the table's edge. */
  table: number
}

function vessels({ between, tone, table }: Studio): Shape[] {
  const x = between(30, 42)
  const width = between(16, 22)
  const top = between(26, 36)
  const foot = table + between(8, 12)
  const bowl = between(10, 15)
  return [
    { kind: 'circle', cx: between(62, 72), cy: between(26, 36), r: between(9, 13), fill: tone(40, 0.83, 0.09) },
    {
      kind: 'path',
      d: `M${x - 5} ${top}H${x + 5}V${top + 10}C${x + width} ${top + 20} ${x + width} ${foot} ${x + 8} ${foot}H${x - 8}C${x - width} ${foot} ${x - width} ${top + 20} ${x - 5} ${top + 10}Z`,
      fill: tone(0, 0.6, 0.09),
    },
    {
      kind: 'path',
      d: `M${68 - bowl} ${foot - 12}H${68 + bowl}A${bowl} ${bowl} 0 0 1 ${68 - bowl} ${foot - 12}Z`,
      fill: tone(-30, 0.7, 0.1),
    },
  ]
}

function blocks({ between, tone, table }: Studio): Shape[] {
  const left = between(20, 28)
  const width = between(24, 30)
  const height = between(28, 38)
  const foot = table + between(6, 10)
  const right = left + width + between(2, 6)
  return [
    { kind: 'path', d: `M${left} ${foot - height}h${width}v${height}h-${width}Z`, fill: tone(0, 0.62, 0.08) },
    { kind: 'path', d: `M${right} ${foot - 18}h22v18h-22Z`, fill: tone(30, 0.76, 0.09) },
    { kind: 'circle', cx: right + 11, cy: foot - 18 - 9, r: 9, fill: tone(-40, 0.7, 0.1) },
    {
      kind: 'path',
      d: `M${left} ${foot - height}h${width}l-${width / 2} -${between(8, 14)}Z`,
      fill: tone(15, 0.7, 0.08),
    },
  ]
}

function arches({ between, tone, table }: Studio): Shape[] {
  const foot = table + between(5, 9)
  const outer = between(20, 25)
  const x = between(38, 46)
  return [
    {
      kind: 'path',
      d: `M${x - outer} ${foot}V${foot - 26}a${outer} ${outer} 0 0 1 ${2 * outer} 0V${foot}Z`,
      fill: tone(0, 0.66, 0.08),
    },
    {
      kind: 'path',
      d: `M${x - outer / 2} ${foot}V${foot - 22}a${outer / 2} ${outer / 2} 0 0 1 ${outer} 0V${foot}Z`,
      fill: tone(20, 0.86, 0.06),
    },
    { kind: 'circle', cx: between(72, 78), cy: foot - 8, r: between(8, 11), fill: tone(-35, 0.72, 0.11) },
  ]
}

function stones({ between, tone, table }: Studio): Shape[] {
  const x = between(42, 58)
  const foot = table + between(8, 12)
  const stone = (cx: number, cy: number, rx: number, ry: number, fill: string): Shape => ({
    kind: 'path',
    d: `M${cx - rx} ${cy}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0Z`,
    fill,
  })
  return [
    { kind: 'circle', cx: x + between(-8, 8), cy: between(30, 36), r: between(20, 24), fill: tone(35, 0.88, 0.06) },
    stone(x, foot - 8, between(22, 26), 9, tone(0, 0.58, 0.07)),
    stone(x + between(-4, 4), foot - 23, between(15, 18), 7.5, tone(-20, 0.67, 0.08)),
    stone(x + between(-3, 3), foot - 35, between(9, 11), 5.5, tone(30, 0.75, 0.09)),
  ]
}

const ARRANGEMENTS = [vessels, blocks, arches, stones]
