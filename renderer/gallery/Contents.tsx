import { Card } from '#renderer/ui/Card.tsx'
import { CodeBlock } from '#renderer/content/CodeBlock.tsx'
import { PlainCode } from '#renderer/content/code/CodeFrame.tsx'
import { FencedCode } from '#renderer/content/code/FencedCode.tsx'
import { FileLink, PlaceLink } from '#renderer/content/files/FileLink.tsx'
import { FileScope } from '#renderer/content/files/fileScope.ts'
import { Diff } from '#renderer/content/lines/Diff.tsx'
import { Markdown } from '#renderer/content/markdown/Markdown.tsx'
import { Tasks } from '#renderer/content/Tasks.tsx'
import { CommandOutput } from '#renderer/content/command/CommandOutput.tsx'
import { TextBlock } from '#renderer/content/lines/TextBlock.tsx'
import { SessionId } from '#shared/ids.ts'
import { markdown, sessionOfExamples } from './examples.ts'

const files = { session_id: SessionId.parse(sessionOfExamples), workspace: '/home/me/code/api' }

/** What shows text: Markdown, code, changes, output, to-do lists. */
export function Contents() {
  return (
    <Card title="Contents" className="space-y-4">
      <Markdown text={markdown} />
      <FileScope value={files}>
        <p className="prose">
          <FileLink text="Tests of src/add.ts:12 pass, so do those of " naming="text">
            Tests of src/add.ts:12 pass, so do those of{' '}
          </FileLink>
          <PlaceLink place={{ path: 'src/sum.ts', line: null }}>src/sum.ts</PlaceLink>
        </p>
      </FileScope>
      <CodeBlock text={'export function add(one: number, two: number) {\n  return one + two\n}'} label="add.ts" />
      <PlainCode text={'a = b'} language="a language without colours" />
      <FencedCode text={'def add(one, two):  # both\n    return one + two + 10'} language="python" />
      <Diff
        path="/home/me/code/api/add.ts"
        lines={[
          { kind: 'same', text: 'export function add(one: number, two: number) {', number: 1 },
          { kind: 'removed', text: "  return one + 10 + log('sum') // the old way", number: 2 },
          { kind: 'added', text: "  return one + two + 20 + log('sum') // the new way", number: 2 },
          { kind: 'gap', text: '', number: null },
          { kind: 'same', text: '}', number: 9 },
        ]}
      />
      <CommandOutput command="npm test" output={'\u001b[32m8 tests pass\u001b[0m\n'} />
      <CommandOutput command="npm run build" output="error: no such script" isError />
      <TextBlock text={'first line\nsecond line'} label="A text" />
      <Tasks
        tasks={[
          { id: '1', subject: 'Read the parser', status: 'completed' },
          { id: '2', subject: 'Keep half a frame', status: 'in_progress' },
          { id: '3', subject: 'Write its tests', status: 'pending' },
        ]}
      />
    </Card>
  )
}
