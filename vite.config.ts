import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { diagramFrame } from './.setup/diagramFrame.ts'
import { earlyScript } from './.setup/earlyScript.ts'
import { firstLoad, firstOf, laterIcons, ownFile, sharedFile } from './.setup/firstLoad.ts'
import { inlineRuntime } from './.setup/inlineRuntime.ts'
import { leanOperations } from './.setup/leanOperations.ts'
import { leanPdf } from './.setup/leanPdf.ts'
import { leaveOut, leaveOutOfZod, leaveOutSummaries } from './.setup/leaveOut.ts'
import { minifyFirst } from './.setup/minifyFirst.ts'
import { precompress } from './.setup/precompress.ts'
import { preloadPages } from './.setup/preloadPages.ts'
import { serviceWorker } from './.setup/serviceWorker.ts'

/** The table of operations: what other pages than a conversation ask for. */
const ROWS = 'shared/operations/table.ts'

/** The page: any browser of the last two and a half years, nothing inline (the server's CSP forbids it). */
export default defineConfig({
  root: 'renderer',
  publicDir: 'public',
  cacheDir: '../node_modules/.vite',
  plugins: [
    react(),
    tailwindcss(),
    // zod makes JSON schemas too: the server's API description needs them, the page does not.
    leaveOut(/zod\/v4\/core\/(to-json-schema|json-schema-processors)\.js$/),
    // Its sentences in English: the page says no more than that an answer is not understood.
    leaveOut(/zod\/v4\/locales\/en\.js$/),
    // What is read here was JSON, which has no cycles.
    leaveOut(/zod\/v4\/core\/memoizer\.js$/),
    leaveOutOfZod(),
    leanOperations(),
    leaveOutSummaries(),
    earlyScript('app/react.ts'),
    earlyScript('app/early.ts'),
    inlineRuntime(),
    minifyFirst(['early', 'react', 'page', 'conversation']),
    preloadPages({
      '/': ['app/composed/HomePage.tsx'],
      '/session': ['app/composed/SessionPage.tsx'],
      '/new': ['newSession/NewSessionPage.tsx'],
      '/settings': ['app/composed/SettingsPage.tsx', ROWS],
      '/panel': ['panel/PanelPage.tsx', ROWS],
      '/needs-you': ['app/composed/NeedsYouPage.tsx'],
      '/history': ['app/composed/HistoryPage.tsx', ROWS],
      '/usage': ['usage/UsagePage.tsx', ROWS],
      '/tasks': ['tasks/TasksPage.tsx', ROWS],
      '/devices': ['devices/DevicesPage.tsx', ROWS],
      '/claude': ['claude/ClaudePage.tsx', ROWS],
      '/remote': ['remote/RemotePage.tsx', ROWS],
      '/welcome': ['firstRun/WelcomePage.tsx', ROWS],
      '/pair': ['pairing/PairPage.tsx', ROWS],
    }),
    diagramFrame(),
    serviceWorker(),
    precompress(),
  ],
  worker: { format: 'es', plugins: () => [leanPdf()] },
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'baseline-widely-available',
    sourcemap: false,
    assetsInlineLimit: 0,
    // What stands on the page already needs no preload; it would be named with each of the others.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (file, needed) => needed.filter((one) => one !== file && !one.includes('/page-')),
    },
    // zod tries whether it may make code at run time; the policy forbids it, and the browser reports the try.
    rolldownOptions: {
      // Compressing ahead takes most of a build, and is meant to; a newcomer's first start need not hear of it.
      checks: { bundlerTimings: false },
      // A text stands where it is drawn, in whichever file that is, and not in the file that the words of its feature lie in.
      optimization: { inlineConst: { mode: 'all', pass: 1 } },
      output: {
        codeSplitting: {
          // Priorities are whole numbers: fractions count as none.
          groups: [
            {
              debugName: 'React, which starts while the rest is on its way',
              priority: 10,
              name: 'react',
              test: /[\\/]renderer[\\/]app[\\/]react\.ts$|[\\/]node_modules[\\/](?:react|react-dom|scheduler)[\\/]/,
            },
            {
              debugName: 'what runs before the rest has come',
              priority: 9,
              name: ownFile(/[\\/]app[\\/]early\.ts$/, 'early'),
            },
            {
              debugName: 'first load',
              priority: 8,
              name: firstLoad({
                entry: /[\\/]app[\\/]main\.tsx$/,
                first: /[\\/]composed[\\/]SessionPage\.tsx$/,
                // Lines of text stand on every page; History is made of the conversation's, which no other page waits for.
                others: /[\\/](?!History)\w+Page\.tsx$|[\\/]lines[\\/]TextBlock\.tsx$/,
              }),
            },
            {
              debugName: 'conversation',
              priority: 7,
              name: ownFile(/[\\/]composed[\\/]SessionPage\.tsx$/, 'conversation'),
            },
            {
              debugName: 'the home screen',
              priority: 6,
              name: ownFile(/[\\/](?:composed[\\/]HomePage|app[\\/]TabBar)\.tsx$/, 'home'),
            },
            {
              debugName: 'the field for a prompt, and with what Claude works: composer, Home, New session',
              priority: 4,
              name: firstOf(
                ownFile(/[\\/](?:composer[\\/]EffortPicker|home[\\/]LastChoices)\.tsx$/, 'choices'),
                sharedFile(/[\\/]ComposerBar\.tsx$/, /[\\/]NewSessionPage\.tsx$/, 'choices'),
              ),
            },
            {
              debugName: 'the composer: of its own, since it needs the conversation, which the home screen does not',
              priority: 3,
              name: ownFile(/[\\/]composer[\\/]ComposerBar\.tsx$/, 'composer'),
            },
            {
              debugName: 'what starts once the first page is drawn',
              priority: 2,
              name: ownFile(/[\\/]app[\\/]afterDrawing\.ts$|[\\/]shell[\\/]Banners\.tsx$/, 'later'),
            },
            {
              debugName: 'all operations',
              priority: 1,
              name: ownFile(/[\\/]shared[\\/]operations[\\/]table\.ts$/, 'rows'),
            },
            {
              debugName: 'what New session, Settings and the panel share with what comes later',
              priority: 0,
              test: /[\\/]renderer[\\/](?:ui|views|format|state|connection|platform)[\\/]/,
              name: ownFile(/[\\/](?:NewSession|Settings|Panel)Page\.tsx$/, 'parts'),
            },
            { debugName: 'later icons', priority: 0, name: laterIcons },
          ],
        },
        intro: ({ moduleIds }) =>
          moduleIds.some((id) => id.includes('/zod/')) ? 'globalThis.__zod_globalConfig={jitless:true};' : '',
      },
    },
    reportCompressedSize: false,
  },
})
