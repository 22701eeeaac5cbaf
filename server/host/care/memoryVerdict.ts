export const MB = 1024 * 1024

export interface MemoryBounds {
  /** 0: none. */
  readonly soft_bytes: number
  /** null: none, or somebody else keeps it. */
  readonly hard_bytes: number | null
  /** It was said already that the soft one is passed. */
  readonly isTold: boolean
}

/** over: it is to end. high: that is to be said, with this text. fine: the next time it is high is to be said again. */
export type MemoryVerdict =
  | { readonly kind: 'over' }
  | { readonly kind: 'high'; readonly text: string }
  | { readonly kind: 'fine' | 'unchanged' }

/** Memory goes up and down: a process counts as fine again only well below the bound. */
const FINE_AGAIN = 0.9

/** What is to be done about a process that takes so many bytes, with all that it started. */
export function memoryVerdict(bytes: number, { soft_bytes, hard_bytes, isTold }: MemoryBounds): MemoryVerdict {
  if (hard_bytes !== null && bytes > hard_bytes) {
    return { kind: 'over' }
  }
  if (soft_bytes === 0 || bytes <= soft_bytes * FINE_AGAIN) {
    return { kind: 'fine' }
  }
  return bytes <= soft_bytes || isTold
    ? { kind: 'unchanged' }
    : {
        kind: 'high',
        text:
          `Claude Code and what it started take ${mb(bytes)} of memory, more than the ${mb(soft_bytes)} that are set. ` +
          'Recycle the process when the session rests (tab "Info"): a fresh one goes on with the conversation.',
      }
}

function mb(bytes: number): string {
  return `${Math.round(bytes / MB).toLocaleString('en')} MB`
}
