import { createElement, Fragment, type ReactNode } from 'react'

/** Draws a part of a sentence: a link, something in bold. The words come from the sentence. */
export type Slot = (words: string) => ReactNode

/** A whole sentence with elements in it, in whichever order a language wants them. */
export function sentence(texts: TemplateStringsArray, ...slots: readonly ReactNode[]): ReactNode {
  return createElement(Fragment, null, ...texts.flatMap((text, index) => [text, slots[index]]))
}
