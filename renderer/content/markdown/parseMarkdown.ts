import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { withRememberedBrackets } from './bareAddresses.ts'
import { bounds } from './bounds.ts'
import { closedFences } from './closedFences.ts'
import type { MathReader } from '../math/mathReader.ts'
import type { Root } from './tree.ts'
import { type Targets, withTargets } from './targets.ts'

/** What a parse knows besides its text. */
export interface ParseContext {
  /** The definitions of other parts of the text. */
  readonly targets?: Targets
  /** Reads formulas; null: they stay text. */
  readonly math?: MathReader | null
}

/** Parses GitHub's Markdown. Never fails: anything else is text. */
export function parseMarkdown(text: string, { targets, math }: ParseContext = {}): Root {
  const prepared = math?.(text) ?? null
  const root = fromMarkdown(prepared?.text ?? text, {
    extensions: [
      withRememberedBrackets(gfm({ singleTilde: false })),
      bounds(),
      ...(targets === undefined ? [] : [withTargets(targets)]),
    ],
    mdastExtensions: [gfmFromMarkdown(), closedFences],
  })
  prepared?.finish(root.children)
  return root
}

/** The address of a link that may be followed; null for everything but the web and mail. */
export function safeAddress(url: string): string | null {
  return /^(?:https?:\/\/|mailto:)/i.test(url) ? url : null
}
