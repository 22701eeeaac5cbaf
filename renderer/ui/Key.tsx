/** A key as it stands on the keyboard. */
export function Key({ children }: { children: string }) {
  return (
    <kbd className="inline-flex min-w-5 items-center justify-center rounded-[4px] border border-line-strong/50 bg-surface px-1 font-sans text-xs text-muted">
      {children}
    </kbd>
  )
}
