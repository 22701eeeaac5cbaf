/** Says that no model answers. */
export function DemoLine() {
  return (
    <p className="flex-none border-b border-line bg-accent-ground px-4 py-1 text-center text-xs text-accent">
      <b className="font-semibold">Demo.</b> Claude Code is real; its answers come from a built-in script, not from
      Claude.
    </p>
  )
}
