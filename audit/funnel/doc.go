// Package funnel follows applications through all stages.
//
//  1. [Of] counts who entered, passed and left each stage, over all and by route,
//     source, seniority and signal (funnel.go, seniority.go).
//  2. [Routes] compares the routes and sources of one stage (routes.go).
//  3. [CompareStages] asks whether an effect differs between stages (stagewise.go).
//  4. [Selection] bounds effects at later stages by who reached them (selection.go).
//
// What it does not do: adjust. Package model does.
package funnel
