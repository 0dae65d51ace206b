# SPDX-License-Identifier: Apache-2.0
"""A second implementation of everything swift-tcface computes, written to be read.

It shares no code with the Swift implementation. It is not fast, not constant time and not for use with real keys.
"""
