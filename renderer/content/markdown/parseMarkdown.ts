import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { withRememberedBrackets } from './bareAddresses.ts'
import { bounds } from './bounds.ts'
import type { Root } from './tree.ts'
import { type Targets, withTargets } from './targets.ts'

/**
 * Parses GitHub's Markdown. Never fails: anything else is text.
 * @param targets the definitions of other parts of the text.
 */
export function parseMarkdown(text: string, targets?: Targets): Root {
  return fromMarkdown(text, {
    extensions: [
      withRememberedBrackets(gfm({ singleTilde: false })),
      bounds(),
      ...(targets === undefined ? [] : [withTargets(targets)]),
    ],
    mdastExtensions: [gfmFromMarkdown()],
  })
}

/** The address of a link that may be followed; null for everything but the web and mail. */
export function safeAddress(url: string): string | null {
  return /^(?:https?:\/\/|mailto:)/i.test(url) ? url : null
}
