/** Variables that name code which other programs load or run. */
const loading = new Set([
  'LD_PRELOAD',
  'LD_AUDIT',
  'LD_LIBRARY_PATH',
  'DYLD_INSERT_LIBRARIES',
  'DYLD_LIBRARY_PATH',
  'BASH_ENV',
  'ENV',
  'PROMPT_COMMAND',
  'PS4',
  'GIT_SSH',
  'GIT_SSH_COMMAND',
  'GIT_EXTERNAL_DIFF',
  'GIT_ASKPASS',
  'GIT_CONFIG_GLOBAL',
  'GIT_TEMPLATE_DIR',
  'GIT_EXEC_PATH',
  'GIT_PROXY_COMMAND',
  'SSH_ASKPASS',
  'PYTHONSTARTUP',
  'PERL5OPT',
  'RUBYOPT',
  'LESSOPEN',
])

/** Whether setting this variable makes other programs load code. Node's options count where they name a file. */
export function isLoadingVariable(name: string, value: string): boolean {
  if (name === 'NODE_OPTIONS') {
    return /(?:^|\s)(?:-r|--require|--import|--loader|--experimental-loader)\b/.test(value)
  }
  if (name === 'PATH') {
    return /(?:^|:)(?:\/tmp|\/var\/tmp|\/dev\/shm|\.(?=:|$))/.test(value)
  }
  return loading.has(name) && value !== ''
}
