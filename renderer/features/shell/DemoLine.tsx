import * as words from './laterWords.ts'

/** Says that no model answers. */
export function DemoLine() {
  return (
    <p className="flex-none border-t border-line bg-accent-ground px-4 py-1 text-center text-xs text-accent">
      {words.demoClaudeCodeIsReal((text) => (
        <b className="font-semibold">{text}</b>
      ))}
    </p>
  )
}
