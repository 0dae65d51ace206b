# SPDX-License-Identifier: Apache-2.0
"""The writers behind generate.py."""
