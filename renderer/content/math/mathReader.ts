import { useEffect } from 'react'
import { createStore, useStore } from '#renderer/state/store.ts'
import type { prepareMath } from './mathTree.ts'

/** Reads formulas. Loaded when a text may have some. */
export type MathReader = typeof prepareMath

const reader = createStore<MathReader | null>(null)

/** The reader of formulas for a text; null while it has none in it, and until it has come. Without it they stay text. */
export function useMathReader(text: string): MathReader | null {
  const mayHave = /\$\S|\\[([]/.test(text)
  const loaded = useStore(reader, (one) => one)
  useEffect(() => {
    if (mayHave && loaded === null) {
      void load()
    }
  }, [mayHave, loaded])
  return mayHave ? loaded : null
}

async function load(): Promise<void> {
  await import('./mathTree.ts').then(
    ({ prepareMath }) => reader.set(prepareMath),
    () => undefined,
  )
}
