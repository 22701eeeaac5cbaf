import { claude } from '#renderer/state/workstation/claude.ts'
import { useStore } from '#renderer/state/store.ts'

/** Says, on every page, that nobody real is answering. */
export function DemoStrip() {
  const isDemo = useStore(claude, (state) => state.kind === 'ready' && state.value.demo)
  return isDemo ? (
    <p className="flex-none border-b border-line bg-accent-ground px-4 py-1 text-center text-xs text-accent">
      <b className="font-semibold">Demo.</b> Claude Code is real; its answers come from a built-in script, not from
      Claude.
    </p>
  ) : null
}
