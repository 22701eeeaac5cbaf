import { Suspense, useState } from 'react'
import { CopyButton } from '#renderer/ui/CopyButton.tsx'
import { lazyComponent } from '#renderer/ui/lazyComponent.tsx'
import { isDiagram } from '../diagram/diagramText.ts'
import { WrapButton } from '../WrapButton.tsx'
import { CodeFrame, codeLabel } from './CodeFrame.tsx'
import { ColouredCode } from './ColouredCode.tsx'
import { languageOf } from './languages.ts'
import { useColours } from './useColours.ts'

interface Program {
  readonly text: string
  readonly language: string
}

const Diagram = lazyComponent(
  async () => (await import('../diagram/Diagram.tsx')).Diagram,
  ({ text }) => <ProgramText text={text} language="mermaid" />,
)

/** A program in a text; a diagram is drawn once all of it is there. */
export function FencedCode({ text, language, isComplete = false }: Program & { readonly isComplete?: boolean }) {
  const program = <ProgramText text={text} language={language} />
  return isComplete && isDiagram(language) ? (
    <Suspense fallback={program}>
      <Diagram key={text} text={text} />
    </Suspense>
  ) : (
    program
  )
}

/** In colours as soon as they have come, to copy, its long lines to wrap. */
function ProgramText({ text, language }: Program) {
  const [isWrapped, setWrapped] = useState(false)
  const lines = useColours(text, language)
  return (
    <CodeFrame
      title={languageOf(language)?.label ?? language}
      label={codeLabel(language)}
      isWrapped={isWrapped}
      buttons={
        <>
          <WrapButton isWrapped={isWrapped} onChange={setWrapped} />
          <CopyButton text={text} />
        </>
      }
    >
      <ColouredCode text={text} lines={lines} />
    </CodeFrame>
  )
}
