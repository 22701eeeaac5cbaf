import type { Extension } from 'mdast-util-from-markdown'

declare module 'mdast' {
  interface CodeData {
    /** The line that ends the program has come. */
    isClosed?: boolean
  }
}

/** Marks the programs that are complete: of a growing text the last one may be half there. */
export const closedFences: Extension = {
  enter: {
    codeFencedFence() {
      // At the second one the text between lies on top of the program.
      const code = this.stack.at(-2)
      if (code?.type === 'code') {
        code.data = { isClosed: true }
      }
    },
  },
}
