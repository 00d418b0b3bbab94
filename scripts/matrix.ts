// Runs the matrix of permissions whole: every person, operation and stage of a request. The tests walk a part of it.
import { runProgram } from './program.ts'

process.env['COMITY_MATRIX'] = 'whole'
const ended = await runProgram(process.execPath, ['--test', '--test-timeout=3600000', 'tests/matrix/*.test.ts'])
process.exitCode = ended.passed ? 0 : 1
