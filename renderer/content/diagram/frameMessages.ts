import { z } from 'zod'

/** What the frame is to draw. Handed in once, with the port over which page and frame speak from then on. */
export interface DiagramOrder {
  readonly text: string
  readonly look: DiagramLook
}

/** The page's colours: a drawing follows the theme. */
export interface DiagramLook {
  readonly isDark: boolean
  readonly colours: Readonly<Record<LookColour, string>>
}

export const lookColours = [
  'surface',
  'raised',
  'line',
  'line-strong',
  'text',
  'muted',
  'accent',
  'accent-line',
  'accent-ground',
  'attention-line',
  'attention-ground',
  'good-ground',
  'bad',
  'bad-ground',
] as const
export type LookColour = (typeof lookColours)[number]

/** The parts of its program that the frame asked for, in the order it asked. */
export type PageMessage = readonly string[]

/** No diagram is larger, in pixels. */
const MAX_SIZE = 20_000
/** No kind of diagram needs more parts at once. */
const MAX_PIECES = 200

/** Width and height of a drawing in pixels, before it is fitted into its place. */
const DiagramSize = z.object({ width: z.number().min(1).max(MAX_SIZE), height: z.number().min(1).max(MAX_SIZE) })
export type DiagramSize = Readonly<z.infer<typeof DiagramSize>>

const FrameMessage = z.union([
  z.object({ kind: z.literal('needs'), names: z.array(z.string().max(100)).min(1).max(MAX_PIECES) }),
  DiagramSize.extend({ kind: z.literal('drawn') }),
  z.object({ kind: z.literal('failed') }),
])
/** All that a frame can say: which parts of its program it needs, how large the drawing is, that there is none. */
export type FrameMessage = Readonly<z.infer<typeof FrameMessage>>

/** What a frame said; null when it is none of these. */
export function readFrameMessage(value: unknown): FrameMessage | null {
  return FrameMessage.safeParse(value).data ?? null
}
