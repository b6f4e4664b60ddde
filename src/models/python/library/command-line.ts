/**
 * `argparse`. Which arguments a program will be given is not known: it is read as a plain run without any, so that options have their defaults;
 * that a file asks is noted, so that a report can say so. Arguments that a run can't do without stay unknown.
 * https://docs.python.org/3/library/argparse.html
 */
import { makePrelude } from '../prelude';
import { display } from '../text';
import { NativeFunction } from '../objects';
import { NONE, Unknown } from '../values';
import type { Module } from '../objects';

const SOURCE = `
SUPPRESS = '==SUPPRESS=='
REMAINDER = '...'
OPTIONAL = '?'
ZERO_OR_MORE = '*'
ONE_OR_MORE = '+'

class HelpFormatter:
    pass
class ArgumentDefaultsHelpFormatter(HelpFormatter):
    pass
class RawTextHelpFormatter(HelpFormatter):
    pass
class RawDescriptionHelpFormatter(HelpFormatter):
    pass
class MetavarTypeHelpFormatter(HelpFormatter):
    pass
class ArgumentTypeError(Exception):
    pass
class ArgumentError(Exception):
    pass
class Action:
    pass
class BooleanOptionalAction(Action):
    pass

def FileType(*args, **kwargs):
    return lambda path: _outside(path)

class Namespace:
    def __init__(self, **kwargs):
        for name, value in kwargs.items():
            setattr(self, name, value)
    def __contains__(self, key):
        return key in self.__dict__

def _name_of(flags):
    for flag in flags:
        if flag.startswith('--'):
            return flag[2:].replace('-', '_')
    return flags[0].lstrip('-').replace('-', '_')

def _converted(value, convert):
    return convert(value) if isinstance(value, str) and convert is not None else value

class ArgumentParser:
    def __init__(self, *args, parents=(), **kwargs):
        self._values = {}
        self._converters = {}
        self._has_commands = False
        for parent in parents:
            self._values.update(parent._values)
            self._converters.update(parent._converters)
    def add_argument(self, *flags, dest=None, default=None, type=None, action=None, nargs=None, required=False, **kwargs):
        if len(flags) == 0:
            flags = (dest,)
        name = dest if dest is not None else _name_of(flags)
        if action == 'help' or action == 'version':
            return
        if default is None and (action == 'store_true' or action == 'store_false'):
            default = action == 'store_false'
        if required or (default is None and not flags[0].startswith('-') and nargs != '?' and nargs != '*'):
            default = _outside(flags[-1])
        if name not in self._values or default is not None:
            self._values[name] = default
            self._converters[name] = type
    def add_argument_group(self, *args, **kwargs):
        return self
    def add_mutually_exclusive_group(self, *args, **kwargs):
        return self
    def add_subparsers(self, *args, dest=None, required=False, **kwargs):
        self._has_commands = True
        if dest is not None:
            self._values[dest] = _outside(dest) if required else None
            self._converters[dest] = None
        return self
    def add_parser(self, *args, **kwargs):
        return ArgumentParser()
    def set_defaults(self, **kwargs):
        for name, value in kwargs.items():
            self._values[name] = value
            self._converters[name] = None
    def get_default(self, name):
        return self._values.get(name)
    def parse_args(self, args=None, namespace=None):
        if args is not None and len(args) > 0:
            return _outside('parse_args')
        if args is None:
            _note_plain_run()
        if self._has_commands:
            return _outside('add_subparsers')
        given = Namespace() if namespace is None else namespace
        for name, value in self._values.items():
            if value != SUPPRESS and not hasattr(given, name):
                setattr(given, name, _converted(value, self._converters.get(name)))
        return given
    def parse_known_args(self, args=None, namespace=None):
        return self.parse_args(args, namespace), []
    def parse_intermixed_args(self, args=None, namespace=None):
        return self.parse_args(args, namespace)
    def print_help(self, *args):
        pass
    def print_usage(self, *args):
        pass
    def format_help(self):
        return ''
    def error(self, message):
        raise SystemExit(2)
`;

/** The module `argparse`. */
export function makeArgumentParsing(): Module {
	const module = makePrelude('argparse', SOURCE, {
		_outside: new NativeFunction('_outside', ([name = NONE]) => (name instanceof Unknown ? name : new Unknown('external', display(name)))),
		_note_plain_run: new NativeFunction('_note_plain_run', (_positional, _keywords, interpreter) => {
			interpreter.store.notePlainRun(interpreter.runningFile);
			return NONE;
		}),
	});
	module.isOpen = true;
	return module;
}
