// Package config loads one configuration from flags, WEAKSIGNAL_… variables and
// config.yaml, in that order of precedence, over documented defaults.
//
//  1. The file is checked strictly against [Config] (strict.go): an unknown key
//     or a wrong type is an [Error] with file, line, key and remedy.
//  2. viper merges defaults, file, environment and flags (load.go).
//  3. Paths written in the file are relative to the file; paths in flags and
//     variables are relative to the working folder.
//  4. [Config.Validate] checks values and what the command needs.
//
// What users name (roles, stages, columns, lists) is always a value in a list,
// never a key: viper lower-cases keys and splits them at dots.
package config
