/** How many lines a change adds and takes away. */
export function ChangeCount({ added, removed }: { added: number; removed: number }) {
  return (
    <span className="shrink-0 font-mono">
      {added > 0 && <span className="text-good">+{added}</span>}{' '}
      {removed > 0 && <span className="text-bad">−{removed}</span>}
    </span>
  )
}
