import mermaid, { type MermaidConfig } from 'mermaid'
import type { DiagramOrder, DiagramSize } from '#renderer/content/diagram/frameMessages.ts'
import { colourVariables } from './colourVariables.ts'

/** What no text may change, wherever it says so: rights and limits, what would be markup or a style sheet, the page's look. */
const OURS = [
  'secure',
  'securityLevel',
  'startOnLoad',
  'suppressErrorRendering',
  'maxTextSize',
  'maxEdges',
  'htmlLabels',
  'dompurifyConfig',
  'icons',
  'themeCSS',
  'theme',
  'themeVariables',
  'darkMode',
  'fontFamily',
  'altFontFamily',
  'logLevel',
  'deterministicIds',
  'legacyMathML',
  'forceLegacyMathML',
]
const FONT = 'system-ui, sans-serif'

/** Draws a diagram into this document, which it fills; its size before that. @throws what Mermaid throws at a text that is none. */
export async function draw({ text, look }: DiagramOrder): Promise<DiagramSize> {
  document.documentElement.style.colorScheme = look.isDark ? 'dark' : 'light'
  const config: MermaidConfig = {
    startOnLoad: false,
    suppressErrorRendering: true,
    securityLevel: 'strict',
    secure: OURS,
    maxTextSize: 20_000,
    maxEdges: 300,
    htmlLabels: false,
    flowchart: { htmlLabels: false },
    // By itself as wide as its frame: on a telephone its dates would lie on each other.
    gantt: { useWidth: 700 },
    logLevel: 'fatal',
    theme: 'base',
    themeVariables: { ...colourVariables(look), fontFamily: FONT, fontSize: '14px' },
    fontFamily: FONT,
  }
  mermaid.initialize(config)
  const { svg } = await mermaid.render('diagram', text)
  return show(svg)
}

/** What a drawing links to is taken off: it is a picture. */
function show(markup: string): DiagramSize {
  const drawing = new DOMParser().parseFromString(markup, 'text/html').querySelector('svg')
  if (drawing === null) {
    throw new Error('Nothing was drawn.')
  }
  for (const link of drawing.querySelectorAll('a')) {
    link.removeAttribute('href')
    link.removeAttribute('xlink:href')
  }
  document.body.replaceChildren(document.adoptNode(drawing))
  const { width, height } = drawing.viewBox.baseVal ?? drawing.getBBox()
  // It fills its frame, which has its shape.
  drawing.removeAttribute('style')
  drawing.setAttribute('width', '100%')
  drawing.setAttribute('height', '100%')
  return { width: Math.ceil(width), height: Math.ceil(height) }
}
