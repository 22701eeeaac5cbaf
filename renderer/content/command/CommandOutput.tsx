import { Command } from './Command.tsx'
import { Printed } from './Printed.tsx'
import * as words from '#renderer/content/laterWords.ts'

/** A command and its output. */
export function CommandOutput(props: { command: string; output: string; isError?: boolean }) {
  const { command, output, isError = false } = props
  return (
    <>
      <Command command={command} />
      {output !== '' && (
        <div className={`mt-1 ${isError ? 'text-bad' : 'text-muted'}`}>
          <Printed text={output} label={words.output} />
        </div>
      )}
    </>
  )
}
