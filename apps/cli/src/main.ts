#!/usr/bin/env node
import './terminal/short-lived.js';
import { run } from './run.js';
import { processIo } from './terminal/process-io.js';

const io = processIo(process, (url, init) => fetch(url, init));
process.exitCode = await run(process.argv.slice(2), io);
